import type { Answer } from "./paths.ts";

/** Words and rows of the contract as types, for parts that hold one value and not a whole answer. */
export type Me = Answer<"getMe">;
export type Permission = Me["permissions"][number];
export type QueueRow = Answer<"getQueue">["rows"][number];
export type LineClass = QueueRow["class"];
export type Flag = QueueRow["flags"][number];
export type QueueTab = Answer<"getQueueCounts">["tabs"][number]["tab"];
export type Case = Answer<"getCase">;
export type Eob = Answer<"getEobs">["rows"][number];
export type TimelineEntry = Answer<"getTimeline">["rows"][number];
export type Question = Case["questions"][number];
