import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

// Not a project setting: it says where this machine keeps its browser, as for every test that drives one.
const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const args = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
];

/** The machine's own Chromium, with a microphone that hums. */
export async function launchBrowser(): Promise<Browser> {
  if (!existsSync(executablePath)) throw new Error(`not run: there is no Chromium at ${executablePath}; install it, or set CHROMIUM_PATH`);
  return chromium.launch({ executablePath, args });
}
