import { Alert, Button, Center, Paper, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { client, useSetSession } from '../api/api';
import { useErrorText } from '../parts/problem';
import { useTexts } from '../texts/texts';
import { LocaleSwitch } from './locale-switch';

/** One field: the operator's token. */
export function LoginPage() {
  const { t } = useTexts();
  const errorText = useErrorText();
  const setSession = useSetSession();
  const [token, setToken] = useState('');
  const login = useMutation({ mutationFn: () => client.login(token), onSuccess: setSession });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    login.mutate();
  };
  return (
    <Center mih="100vh" p="md" component="main">
      <Paper withBorder p="xl" w={420} maw="100%" component="form" onSubmit={submit}>
        <Stack>
          <Title order={1} size="h2">{t('login.title')}</Title>
          <Text c="dimmed" size="sm">{t('login.hint')}</Text>
          <PasswordInput label={t('login.token')} value={token} onChange={(event) => setToken(event.currentTarget.value)} autoComplete="current-password" autoFocus required />
          {login.isError && <Alert color="red" role="alert">{errorText(login.error)}</Alert>}
          <Button type="submit" loading={login.isPending}>{t('login.submit')}</Button>
          <LocaleSwitch />
        </Stack>
      </Paper>
    </Center>
  );
}
