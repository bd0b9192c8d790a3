import type { Disk } from './store/disk';
import { text } from './store/sqlite';

/** Small facts of the cloud itself (clock, credits, articles …), kept beside the documents and as durable as they. */
export class Records {
  constructor(private readonly disk: Disk) {}

  get(kind: string, id: string): unknown {
    const row = this.disk.main.row('SELECT body FROM record WHERE kind = ? AND id = ?', [kind, id]);
    return row && JSON.parse(text(row, 0));
  }

  all(kind: string): { id: string; body: unknown }[] {
    const rows = this.disk.main.rows('SELECT id, body FROM record WHERE kind = ? ORDER BY id', [kind]);
    return rows.map((row) => ({ id: text(row, 0), body: JSON.parse(text(row, 1)) }));
  }

  put(kind: string, id: string, body: unknown): void {
    this.disk.write(() => {
      this.disk.main.run(
        'INSERT INTO record (kind, id, body) VALUES (?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET body = excluded.body',
        [kind, id, JSON.stringify(body)],
      );
    });
  }

  remove(kind: string, id: string): void {
    this.disk.write(() => {
      this.disk.main.run('DELETE FROM record WHERE kind = ? AND id = ?', [kind, id]);
    });
  }

  durable(): Promise<void> {
    return this.disk.durable();
  }
}
