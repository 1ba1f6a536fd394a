//! Knowledge-tracing parameters, evidence and the filter.
