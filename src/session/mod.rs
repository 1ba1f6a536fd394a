//! A learner's session as a pure state machine.
