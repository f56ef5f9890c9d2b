//! `dabir schema`: the settings as a JSON Schema, for editors and for whoever writes a `dabir.toml` by program.

use serde_json::{Map, Value, json};

use super::{End, screen};
use crate::config::{Config, LEVELS, SETTINGS, SettingKind};
use crate::rules::ALL;

/// Print the settings as a JSON Schema.
///
/// The keys are those of dabir.toml; an editor's settings have the same in camelCase. What a key does stands in English in
/// `description` and in Persian in `x-description-fa`; `x-command-line` marks those that mean nothing to an editor.
#[derive(Debug, clap::Args)]
pub(super) struct Args {}

pub(super) fn run(_: &Args) -> End {
    screen::data((serde_json::to_string_pretty(&schema()).unwrap_or_default() + "\n").as_bytes())
}

fn schema() -> Value {
    let rules: Vec<&str> = ALL.iter().map(|rule| rule.name).collect();
    let mut properties = Map::new();
    for setting in SETTINGS {
        let mut property = match setting.kind {
            SettingKind::Bool => json!({"type": "boolean"}),
            SettingKind::Texts => json!({"type": "array", "items": {"type": "string"}}),
            SettingKind::Rules => {
                json!({"type": "array", "items": {"type": "string", "enum": rules}, "uniqueItems": true})
            }
            SettingKind::Levels => json!({
                "type": "object",
                "propertyNames": {"enum": rules},
                "additionalProperties": {"type": "string", "enum": LEVELS},
            }),
            SettingKind::Choice(words) => json!({"type": "string", "enum": words}),
        };
        property["default"] = default(setting.key);
        property["description"] = json!(setting.en);
        property["x-description-fa"] = json!(setting.fa);
        if !setting.in_editor {
            property["x-command-line"] = json!(true);
        }
        properties.insert(setting.key.to_owned(), property);
    }
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "dabir.toml",
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
    })
}

/// What a setting is where nobody sets it.
fn default(key: &str) -> Value {
    let config = Config::default();
    match key {
        "severity" => json!({}),
        "index-workspace" => json!(config.index_workspace),
        "prose-completion" => json!(config.prose_completion),
        "completion-triggers" => json!(config.completion_triggers),
        "locale" | "bidi-isolates" => json!("auto"),
        _ => json!([]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_is_what_it_is_said_to_be() {
        for setting in SETTINGS {
            let table = json!({setting.key: default(setting.key)});
            let mut config = Config::default();
            let table = serde_json::from_value(table).unwrap();
            assert_eq!(config.apply_table(table), [], "{}", setting.key);
            assert_eq!(config, Config::default(), "{}", setting.key);
        }
    }
}
