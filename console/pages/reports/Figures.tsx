/** The figures that sum a report up, side by side. */
export function Figures({ of }: { of: readonly { label: string; value: string }[] }) {
  return (
    <dl className='figures'>
      {of.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
