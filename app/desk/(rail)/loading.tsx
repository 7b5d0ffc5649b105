/** The place is being read: lines where its lines will stand. */
export default function Loading() {
  return (
    <div aria-busy="true">
      <p role="status" className="skip">
        Loading
      </p>
      <div className="shade w-48" />
      <div className="shade w-full" />
      <div className="shade w-5/6" />
      <div className="shade w-2/3" />
    </div>
  );
}
