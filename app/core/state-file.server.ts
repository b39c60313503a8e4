import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { log } from "./log.server";

/** State that outlives a restart as JSON in one file. */
export type StateFile = {
  /** Writes the state soon: changes that come close together are written once. */
  save: () => void;
  /** Writes at once what is not written yet. What cannot be written is logged and tried again with the next change. */
  flush: () => void;
};

const JOINED_FOR_MS = 200;

/** What {@link writeStateFile} wrote last, or undefined when there is no such file. Throws an Error that names a file which is not whole. */
export function readStateFile(file: string): unknown {
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, "utf8");
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new Error(
      `${file} is damaged: it is not whole JSON (a full disk or a power cut does that). Put back a copy of it, or delete the folder ${dirname(file)} to begin anew.`,
      { cause },
    );
  }
}

/**
 * Writes JSON so that the file always holds all of the old or all of the new: beside it first, synced, then renamed. Readable by its
 * owner alone. Throws what the file system says; the old content is then as it was.
 */
export function writeStateFile(file: string, state: unknown): void {
  const beside = `${file}.new`;
  try {
    writeSynced(beside, JSON.stringify(state));
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
  syncFolder(dirname(file));
}

/** Keeps what `state` returns in `file`; without a file nothing is kept. */
export function keepState(file: string | undefined, state: () => unknown): StateFile {
  let timer: NodeJS.Timeout | undefined;
  const flush = () => {
    if (!timer || !file) return;
    clearTimeout(timer);
    timer = undefined;
    try {
      writeStateFile(file, state());
    } catch (err) {
      log.error({ err, file }, "state could not be written: what changed is lost at a restart unless it can be later");
    }
  };
  const save = () => {
    if (file) timer ??= setTimeout(flush, JOINED_FOR_MS);
  };
  return { save, flush };
}

function writeSynced(file: string, text: string): void {
  const descriptor = openSync(file, "w", 0o600);
  try {
    const bytes = Buffer.from(text);
    for (let written = 0; written < bytes.length;) written += writeSync(descriptor, bytes, written);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Makes the rename itself last. Some systems cannot sync a folder; there it lasts when they say so. */
function syncFolder(folder: string): void {
  try {
    const descriptor = openSync(folder, "r");
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // The content is whole either way.
  }
}
