import { Grid, NativeSelect, TextInput } from '@mantine/core';
import { useSession } from '../../api/api';
import { FilterField } from '../../parts/filter-field';
import { useTexts } from '../../texts/texts';
import { LETTER_STATES, type FilterValues } from './letter-filter';

export function Filters({ values, onChange }: { values: FilterValues; onChange: (change: Partial<FilterValues>) => void }) {
  const { t } = useTexts();
  const kinds = useSession().data?.jobKinds ?? [];
  const span = { base: 6, sm: 4, lg: 2 };
  return (
    <Grid role="search" aria-label={t('deadLetters.filter')} align="end">
      <Grid.Col span={{ base: 12, sm: 8, lg: 4 }}>
        <FilterField label={t('field.text')} value={values.text} onSettled={(text) => onChange({ text })} />
      </Grid.Col>
      <Grid.Col span={span}>
        <NativeSelect
          label={t('field.kind')}
          value={values.kind}
          onChange={(event) => onChange({ kind: event.currentTarget.value })}
          data={[{ value: '', label: t('state.all') }, ...kinds.map((value) => ({ value, label: value }))]}
        />
      </Grid.Col>
      <Grid.Col span={span}>
        <FilterField label={t('field.code')} value={values.code} onSettled={(code) => onChange({ code })} />
      </Grid.Col>
      <Grid.Col span={span}>
        <FilterField label={t('field.chat')} inputMode="numeric" value={values.chat} onSettled={(chat) => onChange({ chat })} />
      </Grid.Col>
      <Grid.Col span={span}>
        <NativeSelect
          label={t('field.state')}
          value={values.state === '' ? 'open' : values.state}
          onChange={(event) => onChange({ state: event.currentTarget.value === 'open' ? '' : event.currentTarget.value })}
          data={LETTER_STATES.map((value) => ({ value, label: t(`letter.${value}`) }))}
        />
      </Grid.Col>
      <Grid.Col span={{ base: 6, sm: 4, lg: 3 }}>
        <TextInput type="datetime-local" label={t('field.since')} value={values.since} onChange={(event) => onChange({ since: event.currentTarget.value })} />
      </Grid.Col>
      <Grid.Col span={{ base: 6, sm: 4, lg: 3 }}>
        <TextInput type="datetime-local" label={t('field.until')} value={values.until} onChange={(event) => onChange({ until: event.currentTarget.value })} />
      </Grid.Col>
    </Grid>
  );
}
