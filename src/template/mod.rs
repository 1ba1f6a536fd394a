//! A template file, compiled and proved; its domain, strata and instances.
