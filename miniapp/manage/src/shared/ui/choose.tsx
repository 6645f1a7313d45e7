import TextField from '@mui/material/TextField';

interface ChooseProps {
  label: string;
  value: string;
  options: readonly (readonly [string, string])[];
  choose: (name: string) => void;
}

/** One of several, by the system's own list: quick on a phone, known to every keyboard. */
export const Choose = ({ label, value, options, choose }: ChooseProps) => (
  <TextField
    select
    label={label}
    value={value}
    onChange={(event) => choose(event.target.value)}
    slotProps={{ select: { native: true }, inputLabel: { shrink: true } }}
  >
    {options.map(([name, title]) => (
      <option key={name} value={name}>
        {title}
      </option>
    ))}
  </TextField>
);
