//! The competency map and the loading of a bank folder.
