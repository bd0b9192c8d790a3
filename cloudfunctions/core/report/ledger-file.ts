/** A ledger in the making. Persisted in `ledgers`; the phone chose its id. */
export interface LedgerFile {
  _id: string;
  personId: string;
  state: 'making' | 'done' | 'failed';
  done: number;
  total: number;
  fileName: string;
  /** cloud:// id once it is done. */
  fileId: string;
  /** Last sign of life: one that is long silent has died. */
  at: number;
}
