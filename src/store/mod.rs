//! Records and where they are kept.
