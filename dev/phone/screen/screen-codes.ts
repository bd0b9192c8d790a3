import jsQR from 'jsqr';

/** The text of a QR code in something that can be drawn, or null where there is none. */
export function readCode(source: CanvasImageSource, width: number, height: number): string | null {
  if (width < 1 || height < 1) return null;
  const canvas = document.createElement('canvas');
  // A white rim, because a code that fills its picture to the edge is not found.
  const rim = Math.ceil(Math.max(width, height) / 8);
  canvas.width = width + 2 * rim;
  canvas.height = height + 2 * rim;
  const context = canvas.getContext('2d');
  if (!context) return null;
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(source, rim, rim, width, height);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  return jsQR(data, canvas.width, canvas.height)?.data ?? null;
}

/** All codes that this phone shows now. */
export function codesOnScreen(): string[] {
  const canvases = [...document.querySelectorAll('canvas')].map((canvas) =>
    readCode(canvas, canvas.width, canvas.height),
  );
  const pictures = [...document.querySelectorAll('img')]
    .filter((picture) => picture.complete && picture.naturalWidth > 0)
    .map((picture) => readCode(picture, picture.naturalWidth, picture.naturalHeight));
  return [...new Set([...canvases, ...pictures].filter((code): code is string => code !== null))];
}

/** Phones in other windows of this browser, and codes that the panel has kept. */
const channel = new BroadcastChannel('phone-codes');
const keptKey = 'phone-kept-codes';
/** Time another window has to look at its own screen. */
const answerMs = 400;

export function answerCodeQuestions(): void {
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (data === 'ask') channel.postMessage({ codes: codesOnScreen() });
  });
}

export function keepCodes(): string[] {
  const codes = codesOnScreen();
  if (codes.length > 0)
    localStorage.setItem(keptKey, JSON.stringify([...new Set([...codes, ...keptCodes()])].slice(0, 6)));
  return codes;
}

function keptCodes(): string[] {
  const parsed: unknown = JSON.parse(localStorage.getItem(keptKey) ?? '[]');
  return Array.isArray(parsed) ? parsed.map(String) : [];
}

/** Codes within reach of this phone's camera: on other screens now, then those kept before. */
export async function codesAround(): Promise<string[]> {
  const found = new Set<string>();
  const listen = ({ data }: MessageEvent<unknown>) => {
    const codes: unknown = typeof data === 'object' && data !== null && 'codes' in data ? data.codes : [];
    if (Array.isArray(codes)) for (const code of codes) found.add(String(code));
  };
  channel.addEventListener('message', listen);
  channel.postMessage('ask');
  await new Promise((resolve) => setTimeout(resolve, answerMs));
  channel.removeEventListener('message', listen);
  return [...new Set([...found, ...keptCodes()])];
}
