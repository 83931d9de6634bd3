//! Chainrule.
