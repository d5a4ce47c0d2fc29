//! The program: reads the command line and runs the command that it names.

mod cli;
mod server;

use clap::CommandFactory as _;
use phuluc::say::Lang;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli::CommandLine { lang, named, is_empty, parsed } = cli::parse(std::env::args_os());
    let outcome = match parsed {
        Ok(cli::Args { command, forms, .. }) => {
            cli::output::set_language(lang);
            if command.is_for_people() {
                cli::reading::show_progress(lang);
            }
            run(command, forms.as_deref(), lang)
        }
        // without a command, in the folder of a round: show the state of that round
        Err(usage) => match is_empty.then(|| cli::next::here(lang)).flatten() {
            Some(outcome) => outcome,
            None => return cli::help::show(&usage, named.as_deref(), lang),
        },
    };
    outcome.unwrap_or_else(|error| cli::output::print_error(&error, lang))
}

fn run(command: cli::Command, forms: Option<&Path>, lang: Lang) -> Result<ExitCode, cli::Error> {
    match command {
        cli::Command::Forms(args) => cli::forms::run(&args, forms, lang),
        cli::Command::Blank(args) => cli::blank::run(&args, forms, lang),
        cli::Command::Explain(args) => cli::explain::run(&args, forms, lang),
        cli::Command::Read(args) => cli::read::run(&args, forms, lang),
        cli::Command::Check(args) => cli::check::run(&args, forms, lang),
        cli::Command::Calendar(args) => cli::calendar::run(&args, forms, lang),
        cli::Command::New(args) => cli::new::run(&args, forms, lang),
        cli::Command::Receive(args) => cli::receive::run(&args, forms, lang),
        cli::Command::Status(args) => cli::status::run(&args, forms, lang),
        cli::Command::Decide(args) => cli::decide::run(&args, forms, lang),
        cli::Command::Consolidate(args) => cli::consolidate::run(&args, forms, lang),
        cli::Command::Close(args) => cli::close::close(&args, forms, lang),
        cli::Command::Verify(args) => cli::close::verify(&args, forms, lang),
        cli::Command::Open(args) => cli::open::run(&args, forms, lang),
        cli::Command::Manual(args) => cli::manual::run(&args, cli::Args::command(), lang),
        cli::Command::Sandbox => Ok(cli::second_process::serve()),
    }
}
