/**
 * What a password must not be. Length does the work (NIST SP 800-63B, 5.1.1.2: a minimum length and a list of what
 * everybody tries, no rules of composition); the list holds stems, because the rest of a guess is digits and signs.
 */

const LENGTH_MIN = 12;

/** A longer stem before those inside it. */
const STEMS = [
  "password",
  "passwort",
  "passw0rd",
  "qwertyuiop",
  "qwerty",
  "qwertz",
  "azerty",
  "asdfghjkl",
  "asdfgh",
  "zxcvbnm",
  "zxcvbn",
  "1q2w3e",
  "abcdef",
  "123456",
  "letmein",
  "welcome",
  "iloveyou",
  "administrator",
  "admin",
  "changeme",
  "default",
  "secret",
  "monkey",
  "dragon",
  "football",
  "baseball",
  "superman",
  "batman",
  "sunshine",
  "princess",
  "trustno1",
  "starwars",
  "whatever",
  "master",
  "michael",
  "jennifer",
  "login",
  "test",
  "temp",
  "guest",
  "user",
  "parley",
  "medical",
  "billing",
  "doctor",
  "clinic",
  "hospital",
  "practice",
  "office",
  "spring",
  "summer",
  "autumn",
  "winter",
  "january",
  "monday",
  "friday",
];

/** Letters left once stems, digits and signs are gone; fewer say that nothing else is in it. */
const OWN_LETTERS_MIN = 4;
const DIFFERENT_MIN = 5;

/** Why a password is not taken, as a sentence; undefined when it is. `known` are the e-mail and the name of its owner. */
export function weaknessOf(password: string, known: readonly string[]): string | undefined {
  if ([...password].length < LENGTH_MIN) return `A password has at least ${LENGTH_MIN} characters.`;
  const plain = password.normalize("NFKC").toLowerCase();
  if (new Set(plain).size < DIFFERENT_MIN) return "This password repeats a few characters. Choose another.";
  const own = known
    .flatMap((k) => k.toLowerCase().split(/[^\p{L}\p{N}]+/u))
    .filter((word) => word.length >= OWN_LETTERS_MIN);
  const rest = [...own, ...STEMS].reduce((text, stem) => text.replaceAll(stem, ""), plain).replace(/[^\p{L}]/gu, "");
  // A password of digits and signs alone has no letters to leave, and is strong when they are many and mixed.
  const hasLetters = /\p{L}/u.test(plain);
  if (hasLetters && rest.length < OWN_LETTERS_MIN)
    return "This password is among the first that are tried. Choose a few words that do not belong together.";
  return /^(\d{4}[-/.]?){3,}$|^\d+$/.test(plain) ? "Digits alone are too easy to try. Add a few words." : undefined;
}
