//! As much of JSON Schema (draft 2020-12) as the schema of `PARAMS.json` uses.

use serde_json::Value;

/// A schema.
pub struct Schema(Value);

impl Schema {
    pub fn new(schema: Value) -> Self {
        Self(schema)
    }

    /// What a value does against the schema, each with its place.
    pub fn faults(&self, value: &Value) -> Vec<String> {
        let mut faults = Vec::new();
        self.check(&self.0, value, "", &mut faults);
        faults
    }

    fn check(&self, schema: &Value, value: &Value, at: &str, faults: &mut Vec<String>) {
        let Some(rules) = schema.as_object() else {
            if *schema == Value::Bool(false) {
                faults.push(format!("{at}: nothing may stand here"));
            }
            return;
        };
        for (rule, asked) in rules {
            let holds = match rule.as_str() {
                "$schema" | "$id" | "$defs" | "title" | "description" | "examples" | "then" => true,
                "$ref" => {
                    let target = asked.as_str().and_then(|path| path.strip_prefix('#'));
                    let target = target.and_then(|path| self.0.pointer(path));
                    self.check(
                        target.expect("a reference leads somewhere"),
                        value,
                        at,
                        faults,
                    );
                    true
                }
                "type" => has_type(value, asked.as_str().expect("a type is a text")),
                "const" => value == asked,
                "enum" => list(asked).contains(value),
                "minimum" => value.as_f64().is_none_or(|value| value >= number(asked)),
                "exclusiveMinimum" => value.as_f64().is_none_or(|value| value > number(asked)),
                "maximum" => value.as_f64().is_none_or(|value| value <= number(asked)),
                "minItems" => value
                    .as_array()
                    .is_none_or(|items| items.len() as f64 >= number(asked)),
                // The pattern of a model: the program itself reads it.
                "pattern" => value.as_str().is_some_and(|text| !text.is_empty()),
                "required" => list(asked).iter().all(|key| {
                    let key = key.as_str().expect("a key is a text");
                    value
                        .as_object()
                        .is_none_or(|fields| fields.contains_key(key))
                }),
                "properties" | "additionalProperties" => {
                    self.check_fields(rules, rule, value, at, faults);
                    true
                }
                "prefixItems" | "items" => {
                    self.check_items(rules, rule, value, at, faults);
                    true
                }
                "oneOf" => {
                    let fits = list(asked).iter().filter(|one| self.fits(one, value));
                    fits.count() == 1
                }
                "allOf" => {
                    for one in list(asked) {
                        self.check(one, value, at, faults);
                    }
                    true
                }
                "if" => {
                    if self.fits(asked, value) {
                        self.check(&rules["then"], value, at, faults);
                    }
                    true
                }
                other => panic!("{other} is not understood here"),
            };
            if !holds {
                faults.push(format!("{at}: {value} against {rule} {asked}"));
            }
        }
    }

    fn fits(&self, schema: &Value, value: &Value) -> bool {
        let mut faults = Vec::new();
        self.check(schema, value, "", &mut faults);
        faults.is_empty()
    }

    fn check_fields(
        &self,
        rules: &serde_json::Map<String, Value>,
        rule: &str,
        value: &Value,
        at: &str,
        faults: &mut Vec<String>,
    ) {
        let named = rules.get("properties").and_then(Value::as_object);
        for (key, field) in value.as_object().into_iter().flatten() {
            let own = named.and_then(|named| named.get(key));
            let schema = match rule {
                "properties" => own,
                _ if own.is_none() => rules.get(rule),
                _ => None,
            };
            if let Some(schema) = schema {
                self.check(schema, field, &format!("{at}/{key}"), faults);
            }
        }
    }

    fn check_items(
        &self,
        rules: &serde_json::Map<String, Value>,
        rule: &str,
        value: &Value,
        at: &str,
        faults: &mut Vec<String>,
    ) {
        let first = rules
            .get("prefixItems")
            .map_or(&[][..], |first| list(first));
        for (place, item) in value.as_array().into_iter().flatten().enumerate() {
            let schema = match rule {
                "prefixItems" => first.get(place),
                _ if place >= first.len() => rules.get(rule),
                _ => None,
            };
            if let Some(schema) = schema {
                self.check(schema, item, &format!("{at}/{place}"), faults);
            }
        }
    }

    /// The fields that nothing is said of, by their places.
    pub fn undescribed(&self) -> Vec<String> {
        let mut found = Vec::new();
        self.look(&self.0, "", &mut found);
        found
    }

    fn look(&self, schema: &Value, at: &str, found: &mut Vec<String>) {
        for (rule, inner) in schema.as_object().into_iter().flatten() {
            match rule.as_str() {
                // Conditions repeat fields that are described where they belong.
                "if" | "then" => {}
                "properties" => {
                    for (key, field) in inner.as_object().into_iter().flatten() {
                        let at = format!("{at}/{key}");
                        let target = field["$ref"]
                            .as_str()
                            .and_then(|path| path.strip_prefix('#'));
                        let target = target.and_then(|path| self.0.pointer(path));
                        let described = [Some(field), target].into_iter().flatten();
                        let mut texts = described.filter_map(|place| place["description"].as_str());
                        if !texts.any(|text| text.ends_with('.')) {
                            found.push(at.clone());
                        }
                        self.look(field, &at, found);
                    }
                }
                _ => match inner {
                    Value::Array(items) => items.iter().for_each(|item| self.look(item, at, found)),
                    _ => self.look(inner, at, found),
                },
            }
        }
    }
}

fn has_type(value: &Value, kind: &str) -> bool {
    match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_u64() || value.is_i64(),
        other => panic!("{other} is no type here"),
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}
