import type { Database } from '../college/database';
import type { Finding, Mend } from './invariant';

/** One mend and whether it took: not when the document has changed since it was looked at. */
export interface Repaired {
  finding: Finding;
  does: string;
  isDone: boolean;
}

/** Mends what can be derived from other documents, one conditional write each. The rest is left to people. */
export async function repair(database: Database, findings: readonly Finding[]): Promise<Repaired[]> {
  const done: Repaired[] = [];
  for (const finding of findings)
    if (finding.mend)
      done.push({ finding, does: finding.mend.does, isDone: await carryOut(database, finding.mend) });
  return done;
}

async function carryOut(database: Database, mend: Mend): Promise<boolean> {
  const collection = database.collection(mend.collection);
  if (mend.how === 'remove') {
    await collection.where({ _id: mend.id }).remove();
    return true;
  }
  if (mend.how === 'add') {
    await collection.add({ ...mend.document });
    return true;
  }
  // Without `set` an object would be merged into the old one.
  const patch = Object.fromEntries(
    Object.entries(mend.set).map(([field, value]) => [field, database.command.set(value)]),
  );
  const { updated } = await collection.where({ _id: mend.id, ...mend.unchanged }).update(patch);
  return updated === 1;
}
