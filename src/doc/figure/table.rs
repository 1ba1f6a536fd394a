//! A table: its cells are text, so that it is read cell by cell.

use super::{LayoutFault, Scene};
use crate::doc::escape;

/// A table whose columns are lists of equal length.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// What stands over it.
    pub title: String,
    /// The head of every column.
    pub heads: Vec<String>,
    /// The cells of every column.
    pub columns: Vec<Vec<String>>,
    /// Whether the lists run from left to right instead, each behind its head.
    pub across: bool,
}

impl Table {
    pub(super) fn check(&self, scene: &mut Scene) {
        let first = self.columns.first().map_or(0, Vec::len);
        let other = self.columns.iter().map(Vec::len).find(|len| *len != first);
        if let Some(second) = other {
            scene.fault(LayoutFault::Lengths {
                what: "cells",
                first,
                second,
            });
        }
        if self.heads.len() != self.columns.len() {
            scene.fault(LayoutFault::Lengths {
                what: "heads",
                first: self.heads.len(),
                second: self.columns.len(),
            });
        }
    }

    pub(super) fn write(&self, alt: &str, out: &mut String) {
        out.push_str("<table class=\"figure\"");
        if self.title.is_empty() {
            out.push_str(" aria-label=\"");
            escape::html(alt, out);
            out.push_str("\">");
        } else {
            out.push_str("><caption>");
            escape::html(&self.title, out);
            out.push_str("</caption>");
        }
        if self.across {
            out.push_str("<tbody>");
            for (head, column) in self.heads.iter().zip(&self.columns) {
                out.push_str("<tr>");
                element("<th scope=\"row\">", head, "</th>", out);
                column
                    .iter()
                    .for_each(|cell| element("<td>", cell, "</td>", out));
                out.push_str("</tr>");
            }
        } else {
            out.push_str("<thead><tr>");
            for head in &self.heads {
                element("<th scope=\"col\">", head, "</th>", out);
            }
            out.push_str("</tr></thead><tbody>");
            let rows = self.columns.iter().map(Vec::len).max().unwrap_or(0);
            for row in 0..rows {
                out.push_str("<tr>");
                for column in &self.columns {
                    let cell = column.get(row).map_or("", String::as_str);
                    element("<td>", cell, "</td>", out);
                }
                out.push_str("</tr>");
            }
        }
        out.push_str("</tbody></table>");
    }
}

fn element(opening: &str, text: &str, closing: &str, out: &mut String) {
    out.push_str(opening);
    escape::html(text, out);
    out.push_str(closing);
}
