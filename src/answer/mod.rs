//! Reading what a learner typed and marking it against key and misconceptions.
