import type { Confirmation } from "../confirmation.ts";

/** One fact compared; its texts may still be long and hold what no terminal should see. */
export type Compared = Omit<Confirmation, "fact">;
