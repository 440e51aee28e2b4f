import type { Confirmation } from "../../../../prove/confirmation.ts";
import type { Proof, ProvedVariant } from "../../../../prove/proof.ts";
import { amount, inWords } from "../../../words.ts";
import { html, type Markup } from "../markup.ts";
import { folded, row, status, table, type Status } from "../parts.ts";

/** In the order in which they matter to the reader. */
const RESULTS = ["contradicted", "unpredicted", "unseen", "confirmed"] as const satisfies readonly Confirmation["result"][];

const STATUS: Readonly<Record<Confirmation["result"], readonly [Status, string]>> = {
  confirmed: ["pass", "confirmed"],
  contradicted: ["fail", "contradicted"],
  unpredicted: ["open", "not predicted"],
  unseen: ["none", "not shown by the image"],
};

/** What the Dockerfile predicted of each variant, and what its image showed. */
export function predictions({ variants }: Proof): Markup | undefined {
  const shown = variants.filter((variant) => variant.confirmations.length > 0);
  if (shown.length === 0) return undefined;
  return html`<p>Bulwark predicts facts about a container from its Dockerfile alone. The built image and the running container show whether they hold.</p>
${shown.map((variant) => folded(summary(variant), facts(variant), shown.length === 1 || variant.confirmations.some(({ result }) => result === "contradicted")))}`;
}

function summary({ name, confirmations }: ProvedVariant): Markup {
  const counts = RESULTS.toReversed().map((result) => ({ result, count: confirmations.filter((item) => item.result === result).length })).filter(({ count, result }) => count > 0 || result === "confirmed");
  const words = counts.map(({ result, count }, index) => (index === 0 ? `${count} of ${amount(confirmations.length, "fact")} confirmed` : `${count} ${STATUS[result][1]}`));
  return html`<strong>${name}</strong>: ${words.join(", ")}`;
}

function facts({ name, confirmations }: ProvedVariant): Markup {
  const sorted = confirmations.toSorted((a, b) => RESULTS.indexOf(a.result) - RESULTS.indexOf(b.result));
  return table(`Predicted facts of ${name}`, ["Fact", "Predicted from the Dockerfile", "Shown", "Result"], sorted.map(({ fact, predicted, shown, result }) => row(inWords(fact), [predicted, shown, status(...STATUS[result])])), "facts");
}
