use super::*;

fn unit(name: &str) -> Unit {
    look_up(name).unwrap_or_else(|| panic!("{name} is no unit"))
}

#[test]
fn names_are_read_whole_before_they_are_taken_apart() {
    for (name, same_as) in [
        ("km", "kilometre"),
        ("min", "minute"),
        ("h", "hour"),
        ("cd", "candela"),
        ("ft", "foot"),
        ("mm", "millimeter"),
        ("µm", "um"),
        ("Mg", "t"),
        ("dag", "decagram"),
        ("kWh", "kWh"),
        ("l", "L"),
        ("cc", "mL"),
        ("mol", "mole"),
    ] {
        assert_eq!(unit(name), unit(same_as), "{name}");
    }
    for name in ["kmin", "x", "", "kilom", "kkg", "km2", "mft", "k", "µ"] {
        assert!(!is_unit(name), "{name}");
    }
}

#[test]
fn no_name_is_given_twice() {
    let names = UNITS.iter().flat_map(Entry::names);
    let mut seen = std::collections::HashSet::new();
    for name in names {
        assert!(seen.insert(name), "{name}");
    }
}

#[test]
fn factors_are_exact() {
    let ratio = |a: &str, b: &str| unit(a).factor.checked_div(&unit(b).factor).unwrap();
    for (large, small, times) in [
        ("km", "m", 1000),
        ("h", "min", 60),
        ("day", "h", 24),
        ("mi", "ft", 5280),
        ("yd", "in", 36),
        ("lb", "oz", 16),
        ("gal", "pt", 8),
        ("atm", "Torr", 760),
        ("kcal", "J", 4184),
        ("Cal", "kcal", 1),
        ("byte", "bit", 8),
    ] {
        assert!(
            unit(large).measures_the_same(&unit(small)),
            "{large} {small}"
        );
        assert_eq!(ratio(large, small), times.into(), "{large} {small}");
    }
}

#[test]
fn dimensions_follow_from_the_definitions() {
    for (name, definition) in [
        ("N", "kg m/s^2"),
        ("J", "N m"),
        ("W", "J/s"),
        ("V", "W/A"),
        ("Ohm", "V/A"),
        ("F", "C/V"),
        ("Wb", "V s"),
        ("T", "Wb/m^2"),
        ("H", "Wb/A"),
        ("lx", "lm/m^2"),
        ("Pa", "N/m^2"),
        ("S", "A/V"),
        ("M", "mol/L"),
        ("mph", "mi/h"),
        ("kn", "nmi/h"),
        ("psi", "lbf/in^2"),
        ("Wh", "W h"),
        ("rpm", "rev/min"),
    ] {
        let defined = Unit::parse(definition).unwrap_or_else(|| panic!("{definition}"));
        assert_eq!(unit(name), defined, "{name}");
    }
    assert_eq!(unit("J").dimension.to_string(), "m^2 kg/s^2");
    assert_eq!(unit("Hz").dimension.to_string(), "1/s");
}

#[test]
fn scales_stand_alone() {
    assert!(Unit::parse("°C").is_some());
    assert!(Unit::parse("J/°C").is_none());
    assert!(Unit::parse("x").is_none());
}
