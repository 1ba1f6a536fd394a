//! Markdown with holes, mathematics to MathML, and how numbers are printed.
