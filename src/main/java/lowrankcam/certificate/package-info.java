/// Certificates: what an explanation consists of, stage by stage, as hashes and sampled bits that another machine can make again.
/// Read {@link lowrankcam.certificate.Certificate}.
package lowrankcam.certificate;
