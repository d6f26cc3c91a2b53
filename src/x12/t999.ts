import { groupAnswers } from "./answer-reader.ts";
import type { Grammar } from "./grammar.ts";
import { transaction } from "./set-reader.ts";

/** The implementation acknowledgment, 999, of 5010 (005010X231 and its addenda). */
const ACKNOWLEDGMENT = {
  set: "999",
  versions: ["005010X231"],
  name: "Implementation acknowledgment",
  ordered: true,
  segments: [
    { id: "AK1", name: "Group answered", required: true, once: true, needs: [1, 2] },
    { id: "AK9", name: "Verdict on the group", required: true, once: true, trailer: true, needs: [1, 2, 3, 4] },
  ],
  loops: [
    {
      loop: "2000",
      name: "Set answered",
      record: true,
      segments: [
        { id: "AK2", name: "Set answered", required: true, once: true, needs: [1, 2] },
        { id: "IK5", name: "Verdict on the set", required: true, once: true, trailer: true, needs: [1] },
      ],
      loops: [
        {
          loop: "2100",
          name: "Segment in error",
          segments: [
            { id: "IK3", name: "Segment in error", required: true, once: true, needs: [1, 2] },
            { id: "CTX", name: "Where it belongs", most: 10 },
          ],
          loops: [
            {
              loop: "2110",
              name: "Element in error",
              segments: [
                { id: "IK4", name: "Element in error", required: true, once: true, needs: [1, 3] },
                { id: "CTX", name: "Where it belongs", most: 10 },
              ],
            },
          ],
        },
      ],
    },
  ],
} satisfies Grammar;

export const acknowledgment = transaction(ACKNOWLEDGMENT, groupAnswers);
