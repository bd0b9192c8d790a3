import { median, scratchCloud } from './scratch';

const source = `exports.main = (event) => event.n;`;
const calls = 300;

/** `functions.warmMs`: what a call of a warm function that does nothing takes, from the gateway and back; median. */
export async function measure(): Promise<Record<string, number>> {
  const { cloud, remove } = await scratchCloud(source, { collections: [] });
  try {
    const took: number[] = [];
    for (let n = 0; n < calls; n++) {
      const start = performance.now();
      const body = JSON.stringify({ name: 'bench', data: { n }, openid: 'bench' });
      const response = await fetch(`${cloud.url}/call`, { method: 'POST', body });
      await response.json();
      took.push(performance.now() - start);
    }
    return { 'functions.warmMs': median(took.slice(20)) };
  } finally {
    await remove();
  }
}
