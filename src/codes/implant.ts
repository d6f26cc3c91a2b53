/**
 * Lines that bill an implant, by what a claim can say of one: the revenue code of a facility, or a HCPCS code that names a
 * device that stays in the body. Numbers alone; a device's name is not needed to tell that it is one.
 */

/** Revenue codes of devices: pacemaker, lens within the eye, other implants (National Uniform Billing Committee, 027x). */
const REVENUE: ReadonlySet<string> = new Set(["0275", "0276", "0278"]);

/** C1713 to C2631 are devices of the outpatient schedule; the sources of radiation among them are no implants billed apart. */
const SOURCES: ReadonlySet<string> = new Set(["C1715", "C1716", "C1717", "C1719", "C2616"]);

/** Implanted prosthetics (L8600 to L8699) and lenses within the eye (V2630 to V2632). */
const PROSTHETIC = /^L86\d\d$/;
const LENS = /^V263[0-2]$/;
const DEVICE = /^C(?:1[7-9]\d\d|2[0-6]\d\d)$/;

const isDevice = (code: string): boolean =>
  DEVICE.test(code) && code >= "C1713" && code <= "C2631" && !SOURCES.has(code);

/** Whether a line bills an implant. `revenue` is in four digits, where a facility's line has one. */
export function isImplant(line: { readonly code: string; readonly revenue?: string | undefined }): boolean {
  const code = line.code.trim().toUpperCase();
  return (
    isDevice(code) ||
    PROSTHETIC.test(code) ||
    LENS.test(code) ||
    (line.revenue !== undefined && REVENUE.has(line.revenue))
  );
}
