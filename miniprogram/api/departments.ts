import { ask } from './client';

let asked: Promise<Readonly<Record<string, string>>> | null = null;

/** Department id → name, asked once while the app runs. Without a connection it is empty and asked again next time. */
export function departmentNames(): Promise<Readonly<Record<string, string>>> {
  asked ??= ask('account.departments', {}).then(
    ({ data }) => Object.fromEntries(data.departments.map(({ id, name }) => [id, name])),
    () => {
      asked = null;
      return {};
    },
  );
  return asked;
}
