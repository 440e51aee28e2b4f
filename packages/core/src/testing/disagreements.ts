/** A labelled case of `shared/corpora` that we judge otherwise, and who is right. */
export interface Disagreement {
  readonly case: string;
  /** The other tool's rule. */
  readonly rule: string;
  readonly reason: string;
}

const OTHER_TEXT = "the corpus holds the text of the case before it: its label belongs to a Dockerfile that the corpus does not hold";

/** Read by `judge/corpora.test.ts`; an entry that no longer disagrees fails there. */
export const DISAGREEMENTS: readonly Disagreement[] = [
  { case: "testUndeclaredArg#7", rule: "UndefinedArgInFrom", reason: `${OTHER_TEXT} (its FROM stands on line 2, the label names line 4)` },
  { case: "testUndeclaredArg#8", rule: "UndefinedArgInFrom", reason: `${OTHER_TEXT} (its FROM stands on line 2, the label names line 3)` },
  ...["testInvalidDefaultArgInFrom#2", "testInvalidDefaultArgInFrom#3", "testInvalidDefaultArgInFrom#4"].map((name) => ({
    case: name,
    rule: "InvalidDefaultArgInFrom",
    reason: `${OTHER_TEXT} (the same text is labelled as a match in testInvalidDefaultArgInFrom#0)`,
  })),
];
