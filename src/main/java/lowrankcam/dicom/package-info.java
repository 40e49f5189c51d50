/// DICOM files: the data set with every length checked, and from stored pixels to grey or colour in double, in the standard's
/// order (PS3.3, PS3.5, PS3.10). Nothing here knows of networks, and nothing here puts the text of an element into a message:
/// it may name a patient. Start at [lowrankcam.dicom.DicomFile] and [lowrankcam.dicom.DicomPicture].
package lowrankcam.dicom;
