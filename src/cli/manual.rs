//! `phuluc tro-giup`: prints the man page, or completions for shells, both made from the command line's own
//! definition.

use super::{Error, help, output};
use clap::{Command, ValueEnum};
use clap_complete::Shell;
use clap_mangen::Man;
use phuluc::say::Lang;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// man (trang hướng dẫn), hoặc tên chương trình dòng lệnh: bash, zsh, fish, powershell, elvish
    #[arg(value_name = "NAME", hide_possible_values = true)]
    what: What,
    /// Ghi kết quả ra tệp này thay vì in ra màn hình
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum What {
    Man,
    Bash,
    Zsh,
    Fish,
    Powershell,
    Elvish,
}

/// Prints the man page or the completions.
pub(crate) fn run(args: &Args, command: Command, lang: Lang) -> Result<ExitCode, Error> {
    let command = help::localised(command, lang);
    let mut text = Vec::new();
    let shell = match args.what {
        What::Man => {
            page(command, &mut text)?;
            return printed(&text, args.output.as_deref(), lang);
        }
        What::Bash => Shell::Bash,
        What::Zsh => Shell::Zsh,
        What::Fish => Shell::Fish,
        What::Powershell => Shell::PowerShell,
        What::Elvish => Shell::Elvish,
    };
    clap_complete::generate(shell, &mut shown(&command), "phuluc", &mut text);
    printed(&text, args.output.as_deref(), lang)
}

/// The command line without its hidden commands, which shells would offer.
fn shown(command: &Command) -> Command {
    let commands = command.get_subcommands().filter(|sub| !sub.is_hide_set());
    Command::new("phuluc")
        .version(env!("CARGO_PKG_VERSION"))
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .disable_version_flag(true)
        .args(command.get_arguments())
        .subcommands(commands)
}

/// The man page of the whole program: its own sections, then those of every command.
fn page(mut command: Command, text: &mut Vec<u8>) -> io::Result<()> {
    command.build();
    let commands: Vec<Command> =
        command.get_subcommands().filter(|sub| !sub.is_hide_set()).cloned().collect();
    Man::new(command).render(text)?;
    for command in commands {
        let name = command.get_name().to_uppercase();
        writeln!(text, ".SH {name}")?;
        let page = Man::new(command);
        page.render_synopsis_section(text)?;
        page.render_description_section(text)?;
        page.render_options_section(text)?;
    }
    Ok(())
}

fn printed(text: &[u8], file: Option<&Path>, lang: Lang) -> Result<ExitCode, Error> {
    output::print_styled_or_write(&String::from_utf8_lossy(text), file, lang)?;
    Ok(ExitCode::SUCCESS)
}
