export interface Person {
  openid: string;
  name: string;
  kind: string;
  note: string;
}

export interface Message {
  msgId: string;
  openid: string;
  templateId: string;
  page: string;
  data: Record<string, string>;
  at: number;
}

export interface Article {
  title: string;
  url: string;
  at: number;
}

export interface Draft {
  articles: { title: string; content: string; author: string; digest?: string; content_source_url: string }[];
}

/** What the cloud tells the panel; see dev/cloud/http/workbench.ts. */
export interface State {
  now: number;
  credits: { openid: string; templateId: string; count: number }[];
  messages: Message[];
  articles: Article[];
  drafts: Draft[];
}

/** Something to try first; see dev/demo/first-steps.ts. */
export interface FirstStep {
  text: string;
  openid: string;
  page: string;
  until: number;
}

/** Whether the colleagues of the demo work; null where there are none. */
export interface ColleaguesState {
  isWorking: boolean | null;
}

async function ask<T>(path: string, init?: RequestInit): Promise<T> {
  const response = await fetch(path, init);
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  // Both ends are ours: the shapes above are those of the workbench routes.
  const body: T = await response.json();
  return body;
}

export const people = (): Promise<Person[]> => ask('/phone/people');
export const firstSteps = (): Promise<FirstStep[]> => ask('/phone/first-steps');
export const colleagues = (): Promise<ColleaguesState> => ask('/phone/colleagues');
export const switchColleagues = (): Promise<ColleaguesState> => ask('/phone/colleagues', { method: 'POST' });
export const templates = (): Promise<Record<string, string>> => ask('/phone/templates');
export const state = (): Promise<State> => ask('/workbench/state');

export function tell(path: string, body: unknown): Promise<unknown> {
  const headers = { 'content-type': 'application/json' };
  return ask(path, { method: 'POST', headers, body: JSON.stringify(body) });
}
