import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Disk } from '../../dev/cloud/store/disk';
import { temporaryFolder } from './harness';

const SECRET = 'serial-beside-its-rating';

/** Does it stand anywhere in the folder: the documents, their log, what was freed? */
const isInFolder = (folder: string) =>
  readdirSync(folder).some((name) => readFileSync(path.join(folder, name)).includes(SECRET));

test('what was removed is gone from the folder a moment later, from freed pages and from the log', () => {
  jest.useFakeTimers();
  const folder = temporaryFolder();
  const disk = new Disk(folder.path);
  try {
    disk.write(() => disk.main.exec('CREATE TABLE box (row INTEGER PRIMARY KEY, body TEXT)'));
    disk.write(() => disk.main.run('INSERT INTO box (body) VALUES (?)', [SECRET.repeat(500)]));
    disk.flush();
    disk.write(() => disk.main.run('DELETE FROM box', []));
    disk.eraseSoon();
    disk.flush();
    expect(isInFolder(folder.path)).toBe(true);
    jest.advanceTimersByTime(1000);
    expect(isInFolder(folder.path)).toBe(false);
  } finally {
    disk.close();
    jest.useRealTimers();
  }
});
