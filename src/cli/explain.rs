//! `phuluc giai-thich`: prints the manual of one rule.

use super::{Error, inputs, output};
use phuluc::form::near;
use phuluc::round::general_rules;
use phuluc::say::{Lang, manual};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Mã quy tắc, như in trong ngoặc vuông khi kiểm tra: tthc-06a/tiep-nhan
    #[arg(value_name = "RULE")]
    rule: String,
    /// Ghi kết quả ra tệp này thay vì in ra màn hình
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(crate) fn run(args: &Args, forms: Option<&Path>, lang: Lang) -> Result<ExitCode, Error> {
    let catalogue = inputs::catalogue(forms, None, lang)?;
    let of_forms = catalogue.rules(&args.rule);
    let text = match (general_rules::named(&args.rule), of_forms.as_slice()) {
        (Some(rule), _) => manual::general(rule, lang),
        (None, []) => {
            let ids = catalogue.forms().flat_map(|form| &form.rules).map(|rule| rule.id.as_str());
            let ids = ids.chain(general_rules::all().into_iter().map(|rule| rule.id));
            return Err(Error::UnknownRule { rule: args.rule.clone(), near: near(&args.rule, ids) });
        }
        (None, rules) => {
            // the version in force comes first, then its predecessors
            let newest_first = rules.iter().rev();
            let manuals: Vec<String> =
                newest_first.map(|(form, rule)| manual::of_form(&catalogue, form, rule, lang)).collect();
            manuals.join("\n")
        }
    };
    output::print_or_write(&text, args.output.as_deref(), lang)?;
    Ok(ExitCode::SUCCESS)
}
