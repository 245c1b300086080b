import '@mantine/core/styles.css';
import '@mantine/charts/styles.css';
import './style.css';
import { createTheme, MantineProvider } from '@mantine/core';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { isLoggedOut, SESSION_KEY } from './api/api';
import { ApiError } from './api/client';
import { App } from './app';
import { TextsProvider } from './texts/texts';

const onError = (error: unknown): void => {
  if (isLoggedOut(error)) void queries.invalidateQueries({ queryKey: SESSION_KEY });
};

const queries = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: { queries: { staleTime: 5_000, retry: (count, error) => count < 2 && error instanceof ApiError && (error.status === 0 || error.status >= 500) } },
});

const theme = createTheme({ primaryColor: 'blue', defaultRadius: 'md', cursorType: 'pointer' });
const nonce = document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? '';
// The part of the library that keeps the page from scrolling under a dialog looks for it there.
Object.assign(globalThis, { __webpack_nonce__: nonce });
const root = document.getElementById('root');
if (root === null) throw new Error('the document has no root');

createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce}>
      <QueryClientProvider client={queries}>
        <TextsProvider>
          <App />
        </TextsProvider>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
