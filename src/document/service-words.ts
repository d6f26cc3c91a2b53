/** What kind of service a code is, in Parley's own words: the sections of the code sets, no descriptor of anyone's. */

interface Section {
  readonly from: string;
  readonly to: string;
  readonly words: string;
}

const SECTIONS: readonly Section[] = [
  { from: "00100", to: "01999", words: "Anesthesia" },
  { from: "10004", to: "19499", words: "Skin and breast procedure" },
  { from: "20000", to: "29999", words: "Bone, joint and muscle procedure" },
  { from: "30000", to: "32999", words: "Airway and lung procedure" },
  { from: "33016", to: "37799", words: "Heart and vessel procedure" },
  { from: "38100", to: "39599", words: "Spleen, lymph and chest procedure" },
  { from: "40490", to: "49999", words: "Digestive procedure" },
  { from: "50010", to: "55899", words: "Urinary and genital procedure" },
  { from: "55920", to: "59899", words: "Genital and maternity procedure" },
  { from: "60000", to: "64999", words: "Gland and nerve procedure" },
  { from: "65091", to: "69990", words: "Eye and ear procedure" },
  { from: "70010", to: "76499", words: "Imaging" },
  { from: "76506", to: "76999", words: "Ultrasound" },
  { from: "77001", to: "79999", words: "Imaging and radiation" },
  { from: "80047", to: "87999", words: "Laboratory test" },
  { from: "88000", to: "89398", words: "Pathology" },
  { from: "90281", to: "90756", words: "Immunization" },
  { from: "92920", to: "93799", words: "Heart service" },
  { from: "99202", to: "99215", words: "Office visit" },
  { from: "99221", to: "99239", words: "Hospital visit" },
  { from: "99242", to: "99255", words: "Consultation" },
  { from: "99281", to: "99288", words: "Emergency visit" },
  { from: "99291", to: "99292", words: "Critical care" },
  { from: "90757", to: "99607", words: "Medical service" },
  { from: "A0021", to: "A0999", words: "Ambulance" },
  { from: "C1000", to: "C9999", words: "Outpatient supply or service" },
  { from: "G0000", to: "G9999", words: "Professional service" },
  { from: "J0000", to: "J9999", words: "Drug" },
];

/** "Emergency visit" for 99285; "Service" for a code of no section here. */
export const serviceWords = (code: string): string =>
  SECTIONS.find((s) => code.length === 5 && code >= s.from && code <= s.to)?.words ?? "Service";
