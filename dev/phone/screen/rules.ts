import { type PhoneRules, rulesName } from '../rules';

/** Both ends are ours: dev/phone/page.ts writes what this reads. */
const read = (): PhoneRules => {
  const text = document.querySelector<HTMLMetaElement>(`meta[name="${rulesName}"]`)?.content;
  if (!text) throw new Error('The page of the phone carries no rules');
  const rules: PhoneRules = JSON.parse(text);
  return rules;
};

export const rules = read();

/** Whether WeChat would let a request of this kind go to the address. */
export function isListed(kind: keyof PhoneRules['domains'], url: URL): boolean {
  return rules.domains[kind].some((entry) => entry === url.hostname || entry === url.host);
}
