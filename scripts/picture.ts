// Takes the README's picture of the page from dist/.
import { launchBrowser } from './browser.ts';
import { serveFolder } from './static-server.ts';

const { address, server } = await serveFolder('dist');
const browser = await launchBrowser();
const page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
await page.goto(address);
await page.waitForLoadState('networkidle');
await page.screenshot({ path: 'docs/page.png' });
await browser.close();
server.closeAllConnections();
server.close();
