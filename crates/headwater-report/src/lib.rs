//! A story in, its views out.
