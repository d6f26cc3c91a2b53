import type { Article } from "./article.ts";

export const SET_UP: readonly Article[] = [
  {
    id: "people",
    title: "People, roles and clients",
    group: "Set up",
    paragraphs: [
      "Everybody signs in as themselves. Invite somebody under Settings, People: Parley sends no mail, you get a link and give it to them. A role says what they may do, and each person works for all practices or for those you tick.",
      "Owners do everything. Directors do all but backup and removal. Negotiators, billers and the front desk do their part of the work. Compliance reads everything with the audit; read-only sees cases with patients’ names hidden.",
      "Where Okta or Microsoft Entra says who works here, connect it there too: make a token, say what each of its groups gives, and whoever is let go in the directory is out of Parley at once. Their cases wait in a list to be given on.",
      "A client is a practice you work for, with its own cases, numbers and profile. With more than one, the switch at the foot of the navigation says whose work you see.",
    ],
    links: [
      { to: "/settings", search: { part: "people" }, name: "People" },
      { to: "/settings", search: { part: "clients" }, name: "Clients" },
    ],
    terms: ["legal hold"],
  },
  {
    id: "profile",
    title: "The practice’s profile and contracts",
    group: "Set up",
    paragraphs: [
      "The profile holds what no file can tell: provider ids, places, contracts, the percentage of Medicare you aim for, who signs, and how soon an unanswered offer is asked after.",
      "List the contracts, and say so when the list is whole. Only then does a payer that is not on it count as out of network; until then Parley asks.",
      "A change of the profile decides open cases again. The percentage of Medicare is for sorting work and is never put before a federal arbitrator.",
    ],
    links: [{ to: "/settings", search: { part: "profile" }, name: "Profile and contracts" }],
    terms: ["benchmark", "locality"],
  },
  {
    id: "backup",
    title: "Backup, the key, and deleting",
    group: "Set up",
    paragraphs: [
      "Settings, Data makes a backup: one encrypted file with everything in it but the key. Keep the key somewhere else. Without it the backup opens nowhere; the page says where the key is. On a new machine, parley restore brings everything back.",
      "Export gives everything in open formats, as a zip, of one practice or of all: leave whenever you like.",
      "Removing a practice takes its claims, cases and files away for good; type its name to do it. That something happened, when and by whom stays in the history. A legal hold forbids it. Only an owner sees this part.",
    ],
    links: [
      { to: "/settings", search: { part: "data" }, name: "Data" },
      { to: "/settings", search: { part: "audit" }, name: "Audit" },
    ],
    terms: ["legal hold", "audit chain"],
  },
  {
    id: "api-keys",
    title: "API keys for your own programs",
    group: "Set up",
    paragraphs: [
      "Whatever this window does, a program can ask for by the same API, described at /api on this server. Make a key under Settings, Keys and webhooks: say what it is for, what it may do and, if you like, its last day.",
      "The secret is shown once. A program sends it as a bearer token, and may never do more than the person who made it. Some acts are a person’s alone: no key approves.",
      "End a key there when it is no longer needed; its next request is refused.",
    ],
    links: [{ to: "/settings", search: { part: "keys" }, name: "Keys and webhooks" }],
    terms: [],
  },
  {
    id: "security",
    title: "Signing in safely",
    group: "Set up",
    paragraphs: [
      "Everybody has a password, and beside it a second factor: six digits from an app, or a passkey, which is a key this device holds. Backup codes open the door once each when the device is lost; an owner can end a second factor for somebody.",
      "Security says what holds for everybody: whether a second factor is asked of all, how long a quiet window stays signed in, and whether a directory of your organization signs people in.",
      "Acts that could do harm, such as giving an approval or deleting, ask again who is there. Your sign-ins lists where and when; what you do not know, tell an owner.",
    ],
    links: [{ to: "/settings", search: { part: "security" }, name: "Security" }],
    terms: [],
  },
  {
    id: "learning",
    title: "What Parley learns, and from what",
    group: "Set up",
    paragraphs: [
      "Advice starts from public figures and stated assumptions. Own closed cases move it, by payer, vendor and specialty: the more of them, the more they count, and old ones count less. When a payer changes its ways, what was learned before the change is forgotten.",
      "Only the one practice’s own cases are read. Nothing of another practice or organization is ever near, and nothing leaves.",
      "Learning in the settings names every table that is read and every public document that is rested on, to be printed for counsel, with a switch that turns it off.",
    ],
    links: [{ to: "/settings", search: { part: "learning" }, name: "Learning" }],
    terms: ["fair value"],
  },
];
