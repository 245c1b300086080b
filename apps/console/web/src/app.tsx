import { Center, Loader } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { useSession } from './api/api';
import { Problem } from './parts/problem';
import { LoginPage } from './shell/login-page';
import { Shell } from './shell/shell';

const Overview = lazy(() => import('./pages/overview/overview-page'));
const DeadLetters = lazy(() => import('./pages/dead-letters/dead-letters-page'));
const Requests = lazy(() => import('./pages/requests/requests-page'));
const Proposals = lazy(() => import('./pages/proposals/proposals-page'));
const Audit = lazy(() => import('./pages/audit/audit-page'));
const Settings = lazy(() => import('./pages/settings/settings-page'));

const waiting = (
  <Center h="60vh">
    <Loader />
  </Center>
);

export function App() {
  const session = useSession();
  if (session.isPending) return waiting;
  if (session.isError) return <Problem error={session.error} onRetry={() => void session.refetch()} />;
  if (session.data.operator === null) return <LoginPage />;
  return (
    <Shell operator={session.data.operator} version={session.data.version}>
      <Suspense fallback={waiting}>
        <Switch>
          <Route path="/" component={Overview} />
          <Route path="/dead-letters" component={DeadLetters} />
          <Route path="/requests" component={Requests} />
          <Route path="/proposals" component={Proposals} />
          <Route path="/audit" component={Audit} />
          <Route path="/settings" component={Settings} />
          <Route>
            <Redirect to="/" />
          </Route>
        </Switch>
      </Suspense>
    </Shell>
  );
}
