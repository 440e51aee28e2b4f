/** Colours by what they mean. Text on its ground has a contrast of 4.5 at least, lines and shapes that say something 3. */
export const COLOURS = `
:root {
  color-scheme: light dark;
  --page: #f6f7f8; --surface: #fff; --sunken: #f0f2f4;
  --ink: #16191d; --soft: #565f6a; --line: #dce1e6; --edge: #b7c0c9;
  --link: #0b5a86; --focus: #0b5a86;
  --before: #7f8a96; --after: #0d7d6c; --rail: #e9ecef;
  --pass: #0b6b50; --pass-ground: #e4f3ec; --fail: #ad231b; --fail-ground: #fcebe9; --open: #775100; --open-ground: #fbf1dc;
  --gone: #eceff2; --gone-ink: #c5ccd4; --both: #a5dacd; --new: #d9e7fa; --new-ink: #8db2e2;
  --tile-ink: #16191d; --tile-line: #fff; --group-line: #4f5965;
  --plus-ground: #e3f3e8; --minus-ground: #fcebe9; --mark-ground: #fbf1dc;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0f1317; --surface: #161b20; --sunken: #11161a;
    --ink: #e6e9ec; --soft: #a2acb7; --line: #2a323a; --edge: #4b5661;
    --link: #79c0ea; --focus: #79c0ea;
    --before: #7c8895; --after: #43b9a3; --rail: #242b32;
    --pass: #62cc9f; --pass-ground: #14302a; --fail: #ff9d94; --fail-ground: #3a1d1b; --open: #e3b960; --open-ground: #33290f;
    --gone: #222930; --gone-ink: #3f4952; --both: #1c5a4f; --new: #1e334e; --new-ink: #37598a;
    --tile-ink: #f1f3f5; --tile-line: #0d1114; --group-line: #a2acb7;
    --plus-ground: #12291d; --minus-ground: #371c1b; --mark-ground: #3d3113;
  }
}
@media print {
  :root {
    color-scheme: light;
    --page: #fff; --surface: #fff; --sunken: #fff; --ink: #000; --soft: #444; --line: #ccc; --edge: #888;
    --before: #7f8a96; --after: #0d7d6c; --rail: #e9ecef;
    --pass: #0b6b50; --pass-ground: #fff; --fail: #ad231b; --fail-ground: #fff; --open: #775100; --open-ground: #fff;
    --gone: #eceff2; --gone-ink: #c5ccd4; --both: #a5dacd; --new: #d9e7fa; --new-ink: #8db2e2;
    --tile-ink: #000; --tile-line: #fff; --group-line: #4f5965; --plus-ground: #e3f3e8; --minus-ground: #fcebe9; --mark-ground: #fbf1dc;
  }
}
`;
