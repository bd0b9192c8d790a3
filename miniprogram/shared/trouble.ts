/** Why a page cannot be shown, in words. */
export interface Trouble {
  kind: 'error' | 'offline' | 'no-right' | 'missing' | 'unbound';
  title: string;
  text: string;
  action: string;
}
