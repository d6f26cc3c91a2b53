/** Files that were dropped, with those inside folders; the name is the way to it: "october/835-11.txt". */
export interface Dropped {
  readonly name: string;
  readonly file: File;
}

/** Most files taken from one drop; more are an archive's work. */
export const MOST_FILES = 2000;

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject));

const someOf = (reader: FileSystemDirectoryReader): Promise<readonly FileSystemEntry[]> =>
  new Promise((resolve, reject) => reader.readEntries(resolve, reject));

/** Names a system leaves in every folder, and which nobody means. */
const isLitter = (name: string): boolean => /(^|\/)(\.[^/]*|Thumbs\.db|desktop\.ini)$/.test(name);

async function walk(entry: FileSystemEntry, into: Dropped[]): Promise<void> {
  if (into.length >= MOST_FILES) return;
  const name = entry.fullPath.replace(/^\//, "");
  if (isLitter(name)) return;
  if (entry.isFile) {
    into.push({ name, file: await fileOf(entry as FileSystemFileEntry) });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  // A reader gives a hundred at a time, and none when it is done.
  for (let some = await someOf(reader); some.length > 0; some = await someOf(reader))
    for (const inside of some) await walk(inside, into);
}

/** What a drop holds. The list of a drop is gone after the event, so its entries are taken out before the first wait. */
export async function filesOfDrop(data: DataTransfer): Promise<readonly Dropped[]> {
  const entries = [...data.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  if (entries.length === 0) return filesOf(data.files);
  const found: Dropped[] = [];
  for (const entry of entries) await walk(entry, found);
  return found;
}

/** What a file field holds; a folder's files carry their way in it. */
export const filesOf = (list: FileList): readonly Dropped[] =>
  [...list]
    .map((file) => ({ name: file.webkitRelativePath === "" ? file.name : file.webkitRelativePath, file }))
    .filter((f) => !isLitter(f.name))
    .slice(0, MOST_FILES);
