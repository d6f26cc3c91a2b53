import type { z } from "@hono/zod-openapi";
import type { Permission, Scope } from "#app/desk/people-roles.ts";
import type { EventType } from "#case/event.ts";
import type { act } from "./contract/acts.ts";
import type { RouteName } from "./contract/routes.ts";

/** What a route asks of whoever calls it. One row a route; a route without a row is an error of types. */
export interface Rule {
  /**
   * A permission, or only to be signed in, or nothing at all; or to be the guest of a room, or the directory of an
   * organization, who get in nowhere else.
   */
  readonly who: Permission | "signed in" | "anyone" | "guest" | "directory";
  /** What a key of a program must be made for; "no key" when only a person may. */
  readonly scope: Scope | "no key";
  /** Asks to have proved within ten minutes that it is still the same person. */
  readonly proved: boolean;
}

const row = (who: Rule["who"], scope: Rule["scope"], proved = false): Rule => ({ who, scope, proved });

const sees = row("see cases", "read");
const works = row("work cases", "work");
const directory = row("directory", "no key");
const imports = row("import files", "import");

export const RULES: { readonly [K in RouteName]: Rule } = {
  getHealth: row("anyone", "no key"),
  signInToDemo: row("anyone", "no key"),
  makeFirstOwner: row("anyone", "no key"),
  readInvitation: row("anyone", "no key"),
  join: row("anyone", "no key"),
  // The secret in the address is what lets a calendar program in.
  getFeed: row("anyone", "no key"),

  prove: row("signed in", "no key"),
  getMe: row("signed in", "read"),
  changeMe: row("signed in", "no key"),
  listSignIns: row("signed in", "no key"),
  beHere: row("see cases", "no key"),
  getLive: row("see cases", "read"),

  listPeople: row("manage people", "no key"),
  invitePerson: row("manage people", "no key", true),
  changePerson: row("manage people", "no key", true),
  removePerson: row("manage people", "no key", true),
  linkPerson: row("manage people", "no key", true),
  getScim: row("manage people", "no key"),
  addScimToken: row("manage people", "no key", true),
  removeScimToken: row("manage people", "no key", true),
  putScimLeast: row("manage people", "no key", true),
  mapScimGroup: row("manage people", "no key", true),
  getScimConfig: directory,
  listScimTypes: directory,
  listScimSchemas: directory,
  listScimUsers: directory,
  addScimUser: directory,
  getScimUser: directory,
  putScimUser: directory,
  patchScimUser: directory,
  removeScimUser: directory,
  listScimGroups: directory,
  addScimGroup: directory,
  getScimGroup: directory,
  putScimGroup: directory,
  patchScimGroup: directory,
  removeScimGroup: directory,
  listApiKeys: row("manage settings", "no key"),
  addApiKey: row("manage settings", "no key", true),
  removeApiKey: row("manage settings", "no key", true),
  listWebhooks: row("manage settings", "no key"),
  addWebhook: row("manage settings", "no key", true),
  changeWebhook: row("manage settings", "no key", true),
  skipWebhookEvent: row("manage settings", "no key"),
  rotateWebhook: row("manage settings", "no key", true),
  removeWebhook: row("manage settings", "no key", true),
  testWebhook: row("manage settings", "no key"),
  listDeliveries: row("manage settings", "no key"),
  replayDelivery: row("manage settings", "no key"),
  changeOrganization: row("manage settings", "no key"),
  listClients: row("signed in", "read"),
  addClient: row("manage clients", "manage"),
  changeClient: row("manage clients", "manage"),
  removeClient: row("manage data", "no key", true),

  getProfile: sees,
  putProfile: row("manage settings", "manage"),
  getSecurity: row("manage settings", "no key"),
  putSecurity: row("manage settings", "no key", true),
  listAccess: row("see audit", "read"),
  listEvents: row("see audit", "read"),
  verifyChain: row("see audit", "read"),
  getData: row("manage data", "no key"),
  backUp: row("manage data", "no key", true),
  exportAll: row("manage data", "no key", true),

  listImports: sees,
  getImport: sees,
  listProblems: sees,
  openImport: imports,
  addFile: imports,
  startImport: imports,
  undoImport: row("undo imports", "import"),
  getSegments: row("see patients", "read"),
  listColumns: row("import files", "import"),
  saveMapping: imports,
  balanceEob: imports,
  typeEob: imports,
  typeClaim: imports,

  getMap: sees,
  getQueue: sees,
  searchQueue: sees,
  getQueueCounts: sees,
  getTeam: sees,
  getQueueSum: sees,
  search: sees,
  exportQueue: row("export", "read"),
  doInBulk: works,
  undoBulk: works,
  listViews: sees,
  saveView: row("see cases", "work"),
  removeView: row("see cases", "work"),

  getCase: sees,
  getTimeline: sees,
  getEobs: sees,
  getStanding: sees,
  noteStatus: row("answer facts", "work"),
  noteBenefits: row("answer facts", "work"),
  getPlan: sees,
  // Each act asks for a permission of its own, see ACTS.
  actOnCase: row("see cases", "work"),
  attachFile: works,
  listRooms: sees,
  listGuests: row("see audit", "read"),
  exportGuests: row("see audit", "read"),
  openRoom: row("log offers", "no key"),
  closeRoom: row("log offers", "no key"),
  signAgreement: row("approve offers", "no key", true),
  getSignedAgreement: row("write papers", "work"),
  // The secret of the link and the passcode are what lets a guest in.
  enterRoom: row("anyone", "no key"),
  getRoom: row("guest", "no key"),
  moveInRoom: row("guest", "no key"),
  signInRoom: row("guest", "no key"),
  getRoomAgreement: row("guest", "no key"),
  getRoomLive: row("guest", "no key"),
  leaveRoom: row("guest", "no key"),
  readProposal: row("log offers", "work"),
  getFile: row("see patients", "read"),
  getReport: row("write papers", "work"),
  getNotice: row("write papers", "work"),
  getPacket: row("export", "read"),
  writeLetter: row("write papers", "work"),
  writeSettlement: row("write papers", "work"),
  writePackageSettlement: row("write papers", "work"),
  checkSigning: sees,
  keepPaper: row("write papers", "work"),
  // A text is looked at and forgotten: nothing is read or written.
  readTone: row("signed in", "read"),
  listPackages: sees,
  weighPackage: sees,
  getPackage: sees,
  proposePackage: row("log offers", "work"),
  // Taking one asks to enter agreements beside.
  actOnPackage: row("log offers", "work"),
  getCaseDeal: sees,
  writePackageLetter: row("write papers", "work"),
  listSingleCases: sees,
  makeSingleCase: row("log offers", "work"),
  getSingleCase: sees,
  changeSingleCase: row("log offers", "work"),
  // Writing down that it was agreed, and entering it on cases, asks to enter agreements beside.
  actOnSingleCase: row("log offers", "work"),
  writeSingleCase: row("write papers", "work"),
  listPayments: sees,
  getNegotiation: sees,
  getFiling: sees,
  listApprovals: sees,
  getAuthority: sees,
  putAuthority: row("manage settings", "no key", true),

  listPrepared: sees,
  sendPrepared: row("log offers", "work"),
  listAlone: sees,
  getPortfolio: sees,
  startPortfolio: works,
  stopPortfolio: works,
  exportPortfolio: row("export", "read"),
  buildBatch: sees,
  exportBatch: row("export", "read"),
  getBacktest: sees,
  // Invented cases: nothing is read or written.
  playSparring: sees,
  certifySparring: sees,

  getCalendar: sees,
  makeFeed: row("see cases", "no key"),
  getDashboard: sees,
  getList: sees,
  exportList: row("export", "read"),
  getMonthEnd: sees,
  exportMonthEnd: row("export", "read"),
  getDenials: sees,
  exportDenials: row("export", "read"),
  answerHelp: row("signed in", "no key"),
  listHelpAnswers: row("manage settings", "no key"),
  getLaw: row("signed in", "read"),
  getRule: row("signed in", "read"),
  listPlaybooks: row("signed in", "read"),
  getPlaybook: row("signed in", "read"),
  getCasePlaybooks: sees,
  getComplaintBodies: sees,
  listDirectory: sees,
  getDirectoryEntry: sees,
  recognizeVendor: sees,
  getCaseVendor: sees,
  getCounterparty: sees,
  getCaseExpected: sees,
  getExpected: sees,
  getScorecard: sees,
  exportScorecard: row("export", "read"),
  listArbiters: sees,
  putArbiters: works,
  listBenchmarks: sees,
  putBenchmarks: works,
  getLearning: row("signed in", "read"),
  putLearning: row("manage settings", "no key"),
  addDirectoryEntry: works,
  changeDirectoryEntry: works,
  removeDirectoryEntry: works,
  addContact: works,
  removeContact: works,
  addProof: works,
  getRates: sees,
  lookUpRate: row("signed in", "read"),
  addBook: row("manage rates", "import"),
};

/** What each act on a case asks. */
export const ACTS: { readonly [T in z.infer<typeof act>["type"]]: Permission } = {
  assign: "work cases",
  "answer fact": "answer facts",
  "withdraw fact": "answer facts",
  "add task": "work cases",
  "change task": "work cases",
  "finish task": "work cases",
  "add note": "work cases",
  // Whoever may know of the patient may ask about the case, and be asked: the front desk too.
  "ask colleague": "see patients",
  "answer colleague": "see patients",
  "log call": "work cases",
  // What starts or stops a clock is a fact of the claim.
  "send paper": "answer facts",
  "prove delivery": "answer facts",
  "record filing": "log offers",
  "record counsel": "log offers",
  "remove file": "work cases",
  "log offer": "log offers",
  "make offer": "log offers",
  "accept offer": "enter agreements",
  "reject offer": "log offers",
  "set floor": "log offers",
  "ask approval": "log offers",
  // No key of a program is made for this: a person approves.
  approve: "approve offers",
  "refuse approval": "approve offers",
  "withdraw approval": "log offers",
  "withdraw offer": "log offers",
  "enter agreement": "enter agreements",
  "supersede agreement": "enter agreements",
  snooze: "work cases",
  wake: "work cases",
  hold: "work cases",
  release: "work cases",
  close: "close cases",
  reopen: "close cases",
  undo: "work cases",
};

/** Acts on a case or a deal that ask to have proved within ten minutes that it is still the same person. */
const PROVED_ACTS: ReadonlySet<string> = new Set(["approve"]);

/** Whether a body of a route is such an act. */
export function asksToProve(name: RouteName, body: unknown): boolean {
  if (name !== "actOnCase" && name !== "actOnPackage") return false;
  const { act } = (body ?? {}) as { readonly act?: { readonly type?: unknown } };
  return typeof act?.type === "string" && PROVED_ACTS.has(act.type);
}

/** What taking an event back asks: the same as what made it. */
const UNDOES: { readonly [T in EventType]?: Permission } = {
  "fact answered": ACTS["answer fact"],
  "paper sent": ACTS["send paper"],
  "delivery proved": ACTS["prove delivery"],
  "filing recorded": ACTS["record filing"],
  "offer logged": ACTS["log offer"],
  "agreement entered": ACTS["enter agreement"],
};

export const mayUndo = (type: EventType | undefined): Permission =>
  type === undefined ? ACTS.undo : (UNDOES[type] ?? ACTS.undo);
