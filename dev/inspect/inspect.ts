import type { Database } from '../college/database';
import type { CollectionName } from './documents';
import type { Fault, Finding, Invariant, Known, Visit } from './invariant';
import { invariants } from './invariants';
import { View } from './view';

export interface Inspection {
  findings: Finding[];
  /** How many documents were looked at, by collection. */
  counts: ReadonlyMap<CollectionName, number>;
}

type Visiting = Invariant & { visit: Visit };

/** Checks every invariant over a whole store. Changes nothing. */
export async function inspect(database: Database): Promise<Inspection> {
  const view = new View(database);
  const findings: Finding[] = [];
  const visiting = invariants.filter((invariant): invariant is Visiting => invariant.visit !== undefined);
  for (const collection of new Set(visiting.map(({ visit }) => visit.collection)))
    findings.push(
      ...(await inspectEach(
        view,
        collection,
        visiting.filter(({ visit }) => visit.collection === collection),
      )),
    );
  for (const { name, about, check } of invariants) {
    const [collection] = about;
    if (!check || !collection) continue;
    findings.push(
      ...(await faultsAcross(check(view))).map((fault) => ({ invariant: name, collection, ...fault })),
    );
  }
  return { findings, counts: view.counts };
}

/** One pass over a collection for all invariants of its single documents. */
async function inspectEach(
  view: View,
  collection: CollectionName,
  list: readonly Visiting[],
): Promise<Finding[]> {
  const targets = new Set(list.flatMap(({ visit }) => visit.ids));
  const ids = new Map<CollectionName, ReadonlySet<string>>();
  for (const target of targets) ids.set(target, await view.ids(target));
  const known: Known = { has: (target, id) => ids.get(target)?.has(id) ?? false };
  const findings: Finding[] = [];
  let count = 0;
  for await (const document of view.each(collection)) {
    count++;
    for (const { name, visit } of list)
      for (const fault of faultsOf(visit, document, known))
        findings.push({ invariant: name, collection, ...fault });
  }
  view.counts.set(collection, count);
  return findings;
}

async function faultsAcross(check: AsyncIterable<Fault>): Promise<Fault[]> {
  const faults: Fault[] = [];
  try {
    for await (const fault of check) faults.push(fault);
  } catch (error) {
    if (!isMisshapen(error)) throw error;
    faults.push({ id: '（未指明）', what: '有文档内容不完整，没有检查完' });
  }
  return faults;
}

/** A document of another shape makes a check stumble, and that is what is wrong with it. */
const isMisshapen = (error: unknown): boolean => error instanceof TypeError || error instanceof RangeError;

function faultsOf(visit: Visit, document: Parameters<Visit['faultsOf']>[0], known: Known): readonly Fault[] {
  try {
    return visit.faultsOf(document, known);
  } catch (error) {
    if (!isMisshapen(error)) throw error;
    return [{ id: document._id, what: '内容不完整，无法检查' }];
  }
}
