import { groupAnswers } from "./answer-reader.ts";
import type { Grammar } from "./grammar.ts";
import { transaction } from "./set-reader.ts";

/** The implementation acknowledgment, 999, of 5010 (005010X231 and its addenda). */
const ACKNOWLEDGMENT = {
  set: "999",
  versions: ["005010X231"],
  name: "Implementation acknowledgment",
  segments: [
    { id: "AK1", name: "Group answered", required: true, once: true, needs: [1, 2] },
    {
      id: "AK9",
      name: "Verdict on the group",
      required: true,
      once: true,
      trailer: true,
      needs: [1, 2, 3, 4],
      codes: { 1: "A E M P R W X" },
    },
  ],
  loops: [
    {
      loop: "2000",
      name: "Set answered",
      record: true,
      segments: [
        { id: "AK2", name: "Set answered", required: true, once: true, needs: [1, 2] },
        {
          id: "IK5",
          name: "Verdict on the set",
          required: true,
          once: true,
          trailer: true,
          needs: [1],
          codes: { 1: "A E M R W X" },
        },
      ],
      loops: [
        {
          loop: "2100",
          name: "Segment in error",
          segments: [
            {
              id: "IK3",
              name: "Segment in error",
              required: true,
              once: true,
              needs: [1, 2],
              codes: { 4: "1 2 3 4 5 6 7 8 I4 I6 I7 I8 I9" },
            },
            { id: "CTX", name: "Where it belongs", most: 10 },
          ],
          loops: [
            {
              loop: "2110",
              name: "Element in error",
              segments: [
                {
                  id: "IK4",
                  name: "Element in error",
                  required: true,
                  once: true,
                  needs: [1, 3],
                  codes: { 3: "1 2 3 4 5 6 7 8 9 10 12 13 I6 I9 I10 I11 I12 I13" },
                },
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
