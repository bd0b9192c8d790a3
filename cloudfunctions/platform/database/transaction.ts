import { DomainError } from '../../core/domain-error';
import { db, messageOf } from './connection';
import { isOverLimit, patiently, waitForRoom } from './patience';
import type { GivenPatch, GivenWhere } from './query';
import type { Collection, Document, WithoutHistory } from './store';

/** Reads and writes by id inside one transaction. `where()` writes would run outside it, so there are none. */
export interface Transaction {
  get<T extends Document>(from: Collection<T>, id: string): Promise<T | null>;
  /** At most 100, as of the beginning of the transaction. */
  find<T extends Document, const W extends object>(
    from: Collection<T>,
    where: GivenWhere<T, W>,
  ): Promise<T[]>;
  add<T extends Document>(to: Collection<T>, document: T): Promise<void>;
  put<T extends WithoutHistory>(to: Collection<T>, document: T): Promise<void>;
  update<T extends Document, const P extends object>(
    to: Collection<T>,
    id: string,
    patch: GivenPatch<T, P>,
  ): Promise<void>;
  remove<T extends WithoutHistory>(from: Collection<T>, id: string): Promise<void>;
}

/** Together about a second, in which the other call ends as a rule. */
const CONFLICT_TRIES = 8;
const LIMIT_TRIES = 5;

/**
 * Runs `work` in a transaction; 2 round trips more than its own. A conflict raised by an operation reaches us as a
 * plain failure that the SDK does not retry, so it is retried here; `work` must have no other effect.
 *
 * @throws DomainError busy when the conflict, or the limit of the environment, stays
 */
export async function transact<R>(work: (transaction: Transaction) => Promise<R>): Promise<R> {
  for (let attempt = 1; ; attempt++) {
    const transaction = await patiently(() => db.startTransaction());
    try {
      const result = await work(within(transaction));
      await transaction.commit();
      return result;
    } catch (error) {
      // The failed operation has already ended the transaction in most cases; a second end is refused, harmlessly.
      await transaction.rollback().catch(() => undefined);
      const isBusy = isOverLimit(error);
      if (error instanceof DomainError || !(isBusy || isConflict(error))) throw error;
      // What a call that died had begun holds its documents for half a minute: whoever asks is told to try again.
      if (attempt >= (isBusy ? LIMIT_TRIES : CONFLICT_TRIES)) throw new DomainError('busy');
      if (isBusy) await waitForRoom(attempt);
      await new Promise((resolve) => setTimeout(resolve, attempt * attempt * 5 * (1 + Math.random())));
    }
  }
}

type SdkTransaction = Awaited<ReturnType<typeof db.startTransaction>>;

function within(transaction: SdkTransaction): Transaction {
  return {
    async get(from, id) {
      const { data } = await transaction.collection(from.name).where({ _id: id }).limit(1).get();
      return data[0] ?? null;
    },
    async find(from, where) {
      const { data } = await transaction.collection(from.name).where(where).limit(100).get();
      return data;
    },
    async add(to, document) {
      await transaction.collection(to.name).add({ data: document });
    },
    async put(to, document) {
      const { _id, ...data } = document;
      await transaction.collection(to.name).doc(_id).set({ data });
    },
    async update(to, id, patch) {
      await transaction.collection(to.name).doc(id).update({ data: patch });
    },
    async remove(from, id) {
      await transaction.collection(from.name).doc(id).remove();
    },
  };
}

const isConflict = (error: unknown) => /conflict/i.test(messageOf(error));
