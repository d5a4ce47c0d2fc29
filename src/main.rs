//! The program: what stands on the command line, done by one command each.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    let (lang, parsed) = cli::parse(std::env::args_os());
    let outcome = match parsed {
        Ok(cli::Args { command, forms, .. }) => match command {
            cli::Command::Forms(args) => cli::forms::run(&args, forms.as_deref(), lang),
            cli::Command::Blank(args) => cli::blank::run(&args, forms.as_deref(), lang),
            cli::Command::Explain(args) => cli::explain::run(&args, forms.as_deref(), lang),
            cli::Command::Read(args) => cli::read::run(&args, forms.as_deref(), lang),
            cli::Command::Check(args) => cli::check::run(&args, forms.as_deref(), lang),
            cli::Command::New(args) => cli::new::run(&args, forms.as_deref(), lang),
            cli::Command::Receive(args) => cli::receive::run(&args, forms.as_deref(), lang),
            cli::Command::Status(args) => cli::status::run(&args, forms.as_deref(), lang),
            cli::Command::Decide(args) => cli::decide::run(&args, forms.as_deref(), lang),
            cli::Command::Consolidate(args) => cli::consolidate::run(&args, forms.as_deref(), lang),
            cli::Command::Close(args) => cli::close::close(&args, forms.as_deref(), lang),
            cli::Command::Verify(args) => cli::close::verify(&args, forms.as_deref(), lang),
            cli::Command::Sandbox => return cli::sandbox::serve(),
        },
        Err(usage) => return cli::usage::show(&usage, lang),
    };
    outcome.unwrap_or_else(|error| cli::output::fail(&error, lang))
}
